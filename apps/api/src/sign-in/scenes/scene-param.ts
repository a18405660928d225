import { Param, type PipeTransform } from '@nestjs/common';
import { SCENE_PATTERN } from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';

const wellFormed: PipeTransform<string, string> = {
  transform(value) {
    if (!SCENE_PATTERN.test(value)) throw new ApiError('scene_not_found');
    return value;
  },
};

/** The scene named in the path. A malformed name is a scene that nobody registered: `scene_not_found`. */
export function SceneParam(): ParameterDecorator {
  return Param('scene', wellFormed);
}
