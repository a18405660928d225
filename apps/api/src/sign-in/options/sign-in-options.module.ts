import { Module } from '@nestjs/common';
import { SignInMethodsModule } from '../methods/sign-in-methods.module.ts';
import { SignInOptionsController } from './sign-in-options.controller.ts';

@Module({ imports: [SignInMethodsModule], controllers: [SignInOptionsController] })
export class SignInOptionsModule {}
