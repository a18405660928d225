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
  redeemRequest,
  redirectReturn,
  refreshRequest,
  registerSceneRequest,
  rejectRequest,
  scanRequest,
  sceneHandshake,
  securityEventsQuery,
  sessionHandshake,
  signInOptionsQuery,
  siteQuery,
  updateMeRequest,
  verifierRequest,
} from './requests.ts';
export {
  changeClientRequest,
  clientRequest,
  ownerClient,
  ownerClients,
  ownerClientWithSecret,
  rotateSecretRequest,
} from './clients.ts';
export {
  changeUserRequest,
  ownerUser,
  ownerUsers,
  statistics,
  statisticsQuery,
  usersQuery,
} from './owner.ts';
export {
  claimResult,
  interactionAnswer,
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
  signInOptions,
  siteInfo,
} from './responses.ts';
export { sceneSchema } from './codec.ts';
export { nicknameSchema } from './nickname.ts';
