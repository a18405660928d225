import { SCENE_PATTERN } from '@maqiao/shared';
import { IsInt, IsOptional, IsString, Matches } from 'class-validator';

export class RegisterDto {
  @IsString() @Matches(SCENE_PATTERN) scene!: string;
}

export class SceneParams {
  @IsString() @Matches(SCENE_PATTERN) scene!: string;
}

export class ScanDto {
  @IsString() @Matches(/^[\x21-\x7e]{1,128}$/) code!: string;
  @IsOptional() @IsInt() entry?: number;
}
