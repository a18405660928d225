import { Module } from '@nestjs/common';
import { HintsModule } from '../hints/hints.module.ts';
import { MemorySceneStore } from './memory-scene-store.ts';
import { SceneStore } from './scene-store.ts';

@Module({
  imports: [HintsModule],
  providers: [{ provide: SceneStore, useClass: MemorySceneStore }],
  exports: [SceneStore],
})
export class StoreModule {}
