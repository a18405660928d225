import { Module } from '@nestjs/common';
import { Interactions } from './interactions.ts';

@Module({ providers: [Interactions], exports: [Interactions] })
export class InteractionsModule {}
