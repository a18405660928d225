import { Module, type DynamicModule } from '@nestjs/common';
import { SETTINGS, type Settings } from './settings.ts';

@Module({})
export class ConfigModule {
  /** Provides the settings to all modules. They are read by the caller, so that a bad one stops the start before Nest begins. */
  static with(settings: Settings): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS],
    };
  }
}
