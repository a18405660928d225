import {
  errorCodeOfStatus,
  type ChangeClientRequest,
  type ClientFault,
  type ClientRequest,
  type ErrorCode,
  type MergeUsersAnswer,
  type MoveIdentityAnswer,
  type MoveIdentityRequest,
  type OwnerAudit,
  type OwnerClient,
  type OwnerClients,
  type OwnerClientWithSecret,
  type OwnerDuplicates,
  type OwnerUser,
  type OwnerUserDetails,
  type OwnerUsers,
  type Statistics,
  type UndoMergeAnswer,
} from '@maqiao/shared';

/** A failed call. `offline`: there was no answer. */
export class OwnerCallError extends Error {
  readonly code: ErrorCode | 'offline';
  /** What is wrong with a client that was to be registered or changed. */
  readonly faults: readonly ClientFault[];

  constructor(code: ErrorCode | 'offline', faults: readonly ClientFault[] = []) {
    super(code);
    this.code = code;
    this.faults = faults;
  }
}

/** The page's calls to the server, with the typed key. It is sent in a header, and kept nowhere else. */
export interface OwnerApi {
  statistics(days: number, timeZone: string): Promise<Statistics>;
  people(search: string, blocked: boolean, cursor: string | null): Promise<OwnerUsers>;
  setBlocked(id: string, blocked: boolean): Promise<OwnerUser>;
  person(id: string): Promise<OwnerUserDetails>;
  endSessions(id: string): Promise<void>;
  endSession(id: string, sid: string): Promise<void>;
  endClient(id: string, client: string): Promise<void>;
  deletePerson(id: string): Promise<void>;
  /** The archive of all that is kept of a person. */
  exportPerson(id: string): Promise<{ name: string; content: Blob }>;
  previewMove(id: string, what: MoveIdentityRequest): Promise<MoveIdentityAnswer>;
  moveIdentity(id: string, what: MoveIdentityRequest): Promise<MoveIdentityAnswer>;
  previewMerge(id: string, into: string): Promise<MergeUsersAnswer>;
  duplicates(): Promise<OwnerDuplicates>;
  merge(id: string, into: string): Promise<MergeUsersAnswer>;
  undoMerge(id: string): Promise<UndoMergeAnswer>;
  /** @param filter as the query of `GET /api/audit` */
  audit(filter: URLSearchParams, cursor: string | null): Promise<OwnerAudit>;
  clients(): Promise<OwnerClients>;
  addClient(client: ClientRequest): Promise<OwnerClientWithSecret>;
  /** What is not named stays. */
  changeClient(id: string, changes: ChangeClientRequest): Promise<OwnerClient>;
  rotateSecret(id: string): Promise<OwnerClientWithSecret>;
  removeClient(id: string): Promise<void>;
}

/** @param fetchFrom as `window.fetch`. Every call throws {@link OwnerCallError} when it fails */
export function ownerApi(key: string, fetchFrom: typeof fetch = (...args) => fetch(...args)): OwnerApi {
  const answerOf = async (path: string, body?: object): Promise<Response> => {
    const headers: Record<string, string> = { Authorization: `Bearer ${key}` };
    if (body) headers['Content-Type'] = 'application/json';
    const answer = await fetchFrom(path, {
      method: body ? 'POST' : 'GET',
      headers,
      credentials: 'omit',
      cache: 'no-store',
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new OwnerCallError('offline');
    });
    if (answer.ok) return answer;
    const { code, faults } = (await answer.json().catch(() => ({}))) as {
      code?: ErrorCode;
      faults?: ClientFault[];
    };
    throw new OwnerCallError(code ?? errorCodeOfStatus(answer.status), faults);
  };
  const call = async <T>(path: string, body?: object): Promise<T> =>
    (await (await answerOf(path, body)).json().catch(() => ({}))) as T;
  const of = (id: string) => `/api/users/${encodeURIComponent(id)}`;
  return {
    statistics: (days, timeZone) =>
      call(`/api/stats?${new URLSearchParams({ days: String(days), timeZone }).toString()}`),
    people: (search, blocked, cursor) => {
      const query = new URLSearchParams({ limit: '25' });
      if (search !== '') query.set('search', search);
      if (blocked) query.set('blocked', 'true');
      if (cursor !== null) query.set('cursor', cursor);
      return call(`/api/users?${query.toString()}`);
    },
    setBlocked: (id, blocked) => call(of(id), { blocked }),
    person: (id) => call(`${of(id)}/details`),
    endSessions: (id) => call(`${of(id)}/sessions/delete`, {}),
    endSession: (id, sid) => call(`${of(id)}/sessions/${encodeURIComponent(sid)}/delete`, {}),
    endClient: (id, client) => call(`${of(id)}/clients/${encodeURIComponent(client)}/delete`, {}),
    deletePerson: (id) => call(`${of(id)}/delete`, {}),
    exportPerson: async (id) => {
      const answer = await answerOf(`${of(id)}/export`);
      const [, name] = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
      return { name: name ?? `${id}.zip`, content: await answer.blob() };
    },
    previewMove: (id, what) => call(`${of(id)}/move-identity`, what),
    moveIdentity: (id, what) => call(`${of(id)}/move-identity`, { ...what, confirm: true }),
    previewMerge: (id, into) => call(`${of(id)}/merge`, { into }),
    duplicates: () => call('/api/users/duplicates'),
    merge: (id, into) => call(`${of(id)}/merge`, { into, confirm: true }),
    undoMerge: (id) => call(`${of(id)}/merge/delete`, {}),
    audit: (filter, cursor) => {
      const query = new URLSearchParams(filter);
      if (cursor !== null) query.set('cursor', cursor);
      return call(`/api/audit?${query.toString()}`);
    },
    clients: () => call('/api/clients'),
    addClient: (client) => call('/api/clients', client),
    changeClient: (id, changes) => call(`/api/clients/${encodeURIComponent(id)}`, changes),
    rotateSecret: (id) => call(`/api/clients/${encodeURIComponent(id)}/rotate-secret`, {}),
    removeClient: (id) => call(`/api/clients/${encodeURIComponent(id)}/delete`, {}),
  };
}

/** Whether a text can be a key: it must be valid in a header. */
export function canBeKey(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
