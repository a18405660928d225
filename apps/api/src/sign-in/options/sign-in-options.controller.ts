import type { SignInOptions } from '@maqiao/shared';
import { signInOptions } from '@maqiao/shared/schemas';
import { Controller, Get } from '@nestjs/common';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { SignInMethods } from '../methods/sign-in-methods.ts';

/** What a sign-in page offers. It is read from the settings, and costs neither a store nor a call to WeChat. */
@Controller('api/sign-in-options')
export class SignInOptionsController {
  constructor(private readonly methods: SignInMethods) {}

  @Get()
  @ApiAnswer('The sign-in methods that this server offers, in the order to show them', 200, signInOptions)
  read(): SignInOptions {
    return { methods: this.methods.offered.map(({ id, kind }) => ({ id, kind })) };
  }
}
