// zod is 40 to 90 KB in a page: these are for the server and for tests only.
export {
  claimRequest,
  confirmRequest,
  endSessionsRequest,
  introspectRequest,
  miniProgramSessionRequest,
  registerSceneRequest,
  scanRequest,
  sceneHandshake,
  sessionHandshake,
  verifierRequest,
} from './requests.ts';
export {
  introspectResponse,
  loginResult,
  me,
  miniProgramSession,
  problem,
  registerSceneResponse,
  scanResponse,
  sceneSnapshot,
  sessionSummary,
} from './responses.ts';
export { sceneSchema } from './codec.ts';
