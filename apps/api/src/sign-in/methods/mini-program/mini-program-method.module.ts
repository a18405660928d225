import { Module } from '@nestjs/common';
import { WechatModule } from '../../../wechat/wechat.module.ts';
import { MiniProgramMethod } from './mini-program-method.ts';

/** Separate from the phone's calls (`mini-program.module.ts`): they need the scenes, and the scenes need the method. */
@Module({ imports: [WechatModule], providers: [MiniProgramMethod], exports: [MiniProgramMethod] })
export class MiniProgramMethodModule {}
