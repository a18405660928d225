import type { ClientRow } from '../../platform/database/tables.ts';
import type { ClientMetadata } from './client-metadata.ts';

/** A client as it is registered. Times are Unix milliseconds. */
export interface Client {
  readonly metadata: ClientMetadata;
  /** `file`: from CLIENTS_FILE, and changed only there. */
  readonly source: ClientRow['source'];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Times are Unix milliseconds; `expiresAt` null: until it is replaced. */
export interface ClientSecretTimes {
  readonly clientId: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** A member that came later is not in the rows of before. */
type StoredMetadata = Omit<ClientMetadata, 'claims_in_id_token'> &
  Partial<Pick<ClientMetadata, 'claims_in_id_token'>>;

/** A row as a client. */
export function toClient(row: ClientRow): Client {
  const stored = JSON.parse(row.metadata) as StoredMetadata;
  return {
    metadata: { ...stored, claims_in_id_token: stored.claims_in_id_token ?? false },
    source: row.source,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
