import { Module } from '@nestjs/common';
import { LocalSceneHints } from './local-scene-hints.ts';
import { SceneHints } from './scene-hints.ts';

@Module({ providers: [{ provide: SceneHints, useClass: LocalSceneHints }], exports: [SceneHints] })
export class HintsModule {}
