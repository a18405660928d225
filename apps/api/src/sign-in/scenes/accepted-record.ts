import type { SceneRecord } from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';
import type { StoredOutcome } from './store/scene-store.ts';

/** The scene after an event. @throws ApiError of the transition table when the event is refused */
export function acceptedRecord(outcome: StoredOutcome): SceneRecord {
  if (outcome.answer !== 'ok') throw new ApiError(outcome.answer);
  return outcome.record;
}
