import { Column, Entity, PrimaryColumn, type ColumnOptions } from 'typeorm';

// The floor's tables. What a row begins with is said by whoever inserts it: for a default of the database TypeORM would
// read each inserted row again.

/**
 * Milliseconds. TypeORM hands a bigint over as text, as not every one fits a number; and it writes numbers into the text
 * of a statement for SQLite, which would then be another one for every row, each compiled anew.
 */
const TIME: ColumnOptions = {
  type: 'bigint',
  transformer: {
    to: (time: number | null | undefined) => time?.toString(),
    from: (time: number | null) => time,
  },
};

@Entity('users')
export class User {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'app_id', type: 'text' }) appId!: string;
  @Column({ type: 'text' }) openid!: string;
  @Column({ type: 'text', nullable: true }) unionid!: string | null;
  @Column({ name: 'session_key_sealed', type: 'text' }) sessionKeySealed!: string;
  @Column({ type: 'text', nullable: true }) nickname!: string | null;
  @Column({ type: 'text', nullable: true }) avatar!: string | null;
  @Column({ type: 'integer' }) blocked!: number;
  @Column({ ...TIME, name: 'created_at' }) createdAt!: number;
  @Column({ ...TIME, name: 'last_login_at' }) lastLoginAt!: number;
}

@Entity('sessions')
export class Session {
  @PrimaryColumn({ type: 'text' }) sid!: string;
  @Column({ name: 'user_id', type: 'text' }) userId!: string;
  @Column({ type: 'text' }) origin!: string;
  @Column({ type: 'text' }) browser!: string;
  @Column({ type: 'text' }) os!: string;
  @Column({ type: 'text', nullable: true }) ip!: string | null;
  @Column({ type: 'text', nullable: true }) region!: string | null;
  @Column({ ...TIME, name: 'created_at' }) createdAt!: number;
  @Column({ ...TIME, name: 'last_seen_at' }) lastSeenAt!: number;
  @Column({ ...TIME, name: 'expires_at' }) expiresAt!: number;
  @Column({ name: 'cookie_counter', type: 'integer' }) cookieCounter!: number;
  @Column({ ...TIME, name: 'advanced_at' }) advancedAt!: number;
  @Column({ ...TIME, name: 'claimed_at', nullable: true }) claimedAt!: number | null;
  @Column({ ...TIME, name: 'refreshed_at', nullable: true }) refreshedAt!: number | null;
  @Column({ ...TIME, name: 'revoked_at', nullable: true }) revokedAt!: number | null;
  @Column({ name: 'revoked_reason', type: 'text', nullable: true }) revokedReason!: string | null;
}

@Entity('security_events')
export class SecurityEvent {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'user_id', type: 'text' }) userId!: string;
  @Column({ type: 'text' }) kind!: 'scanned' | 'confirmed' | 'signed_in';
  @Column({ type: 'text' }) subject!: string;
  @Column(TIME) at!: number;
  @Column({ type: 'text', nullable: true }) origin!: string | null;
  @Column({ type: 'text', nullable: true }) browser!: string | null;
  @Column({ type: 'text', nullable: true }) os!: string | null;
  @Column({ type: 'text', nullable: true }) region!: string | null;
  @Column({ type: 'text', nullable: true }) ip!: string | null;
  @Column({ name: 'session_id', type: 'text', nullable: true }) sessionId!: string | null;
  @Column({ type: 'text', nullable: true }) actor!: string | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
}

@Entity('hourly_counts')
export class HourlyCount {
  @PrimaryColumn({ type: 'bigint' }) hour!: number;
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'bigint' }) count!: number;
}
