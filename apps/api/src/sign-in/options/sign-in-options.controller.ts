import type { SignInOptions } from '@maqiao/shared';
import { signInOptions } from '@maqiao/shared/schemas';
import { Controller, Get } from '@nestjs/common';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { SignInMethods } from '../methods/sign-in-methods.ts';

/** The sign-in methods that a page can offer. Read from the settings, without a store or a call to WeChat. */
@Controller('api/sign-in-options')
export class SignInOptionsController {
  constructor(private readonly methods: SignInMethods) {}

  @Get()
  @ApiAnswer('The sign-in methods that this server offers, in the order to show them', 200, signInOptions)
  read(): SignInOptions {
    return { methods: this.methods.offered.map(({ id, kind }) => ({ id, kind })) };
  }
}
