// zod is 40 to 90 KB in a page: these are for the server and for tests only.
export {
  claimRequest,
  confirmRequest,
  deleteMeRequest,
  endSessionRequest,
  endSessionsRequest,
  introspectRequest,
  keepSessionRequest,
  miniProgramSessionRequest,
  refreshRequest,
  registerSceneRequest,
  rejectRequest,
  scanRequest,
  sceneHandshake,
  securityEventsQuery,
  sessionHandshake,
  siteQuery,
  updateMeRequest,
  verifierRequest,
} from './requests.ts';
export {
  changeUserRequest,
  ownerUser,
  ownerUsers,
  statistics,
  statisticsQuery,
  usersQuery,
} from './owner.ts';
export {
  introspectResponse,
  keptSession,
  loginResult,
  me,
  miniProgramSession,
  problem,
  registerSceneResponse,
  scanResponse,
  sceneSnapshot,
  securityEventPage,
  sessionSummary,
  siteInfo,
} from './responses.ts';
export { sceneSchema } from './codec.ts';
