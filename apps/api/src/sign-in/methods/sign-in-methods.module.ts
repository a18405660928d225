import { Module } from '@nestjs/common';
import { MiniProgramMethod } from './mini-program/mini-program-method.ts';
import { MiniProgramMethodModule } from './mini-program/mini-program-method.module.ts';
import type { SceneMethod } from './scene-method.ts';
import { SignInMethods } from './sign-in-methods.ts';

/** The only list of sign-in methods. */
@Module({
  imports: [MiniProgramMethodModule],
  providers: [
    {
      provide: SignInMethods,
      inject: [MiniProgramMethod],
      useFactory: (...methods: SceneMethod[]) => new SignInMethods(methods),
    },
  ],
  exports: [SignInMethods],
})
export class SignInMethodsModule {}
