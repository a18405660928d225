import { Module } from '@nestjs/common';
import { WechatModule } from '../../../wechat/wechat.module.ts';
import { WebsiteMethod } from './website-method.ts';

@Module({ imports: [WechatModule], providers: [WebsiteMethod], exports: [WebsiteMethod] })
export class WebsiteMethodModule {}
