import { Module } from '@nestjs/common';
import { AppSources } from './app-sources.ts';

@Module({ providers: [AppSources], exports: [AppSources] })
export class AppsModule {}
