CREATE TABLE public.avatar_removals (
    name text NOT NULL,
    due_at bigint NOT NULL
);
CREATE TABLE public.hourly_counts (
    hour bigint NOT NULL,
    name text NOT NULL,
    count bigint NOT NULL
);
CREATE TABLE public.identities (
    provider text NOT NULL,
    app_id text NOT NULL,
    subject text NOT NULL,
    user_id text NOT NULL,
    unionid text,
    session_key_sealed text,
    created_at bigint NOT NULL,
    last_used_at bigint NOT NULL
);
CREATE TABLE public.known_browsers (
    browser_hash text NOT NULL,
    user_id text NOT NULL,
    sid text NOT NULL,
    created_at bigint NOT NULL,
    last_used_at bigint NOT NULL
);
CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);
CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.leases (
    name text NOT NULL,
    holder text NOT NULL,
    held_until bigint NOT NULL
);
CREATE TABLE public.meta (
    key text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.security_events (
    id text NOT NULL,
    user_id text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    at bigint NOT NULL,
    origin text,
    browser text,
    os text,
    region text,
    ip text,
    session_id text,
    actor text,
    reason text
);
CREATE TABLE public.sessions (
    sid text NOT NULL,
    user_id text NOT NULL,
    origin text NOT NULL,
    browser text NOT NULL,
    os text NOT NULL,
    ip text,
    region text,
    created_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    cookie_counter integer DEFAULT 0 NOT NULL,
    advanced_at bigint NOT NULL,
    claimed_at bigint,
    refreshed_at bigint,
    revoked_at bigint,
    revoked_reason text,
    kept_until bigint
);
CREATE TABLE public.signing_keys (
    kid text NOT NULL,
    generation integer NOT NULL,
    public_jwk text NOT NULL,
    private_sealed text NOT NULL,
    created_at bigint NOT NULL,
    signs_from bigint NOT NULL
);
CREATE TABLE public.users (
    id text NOT NULL,
    nickname text,
    avatar text,
    blocked integer DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    last_login_at bigint NOT NULL
);
CREATE TABLE public.webhook_outbox (
    id text NOT NULL,
    body text NOT NULL,
    created_at bigint NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at bigint NOT NULL
);
INSERT INTO public.kysely_migration VALUES ('0001-first-tables', '2026-11-29T15:09:01.609Z');
INSERT INTO public.kysely_migration VALUES ('0002-avatars-and-trail', '2026-11-29T15:09:01.624Z');
INSERT INTO public.kysely_migration VALUES ('0003-webhook-outbox', '2026-11-29T15:09:01.638Z');
INSERT INTO public.kysely_migration VALUES ('0004-owner-view', '2026-11-29T15:09:01.660Z');
INSERT INTO public.kysely_migration VALUES ('0005-known-browsers', '2026-11-29T15:09:01.675Z');
INSERT INTO public.kysely_migration VALUES ('0006-kept-sessions', '2026-11-29T15:09:01.687Z');
INSERT INTO public.kysely_migration VALUES ('0007-identities', '2026-11-29T15:09:01.712Z');
INSERT INTO public.kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO public.meta VALUES ('tables', '["meta","users","identities","sessions","avatar_removals","security_events","signing_keys","webhook_outbox","leases","hourly_counts","known_browsers","kysely_migration","kysely_migration_lock"]');
INSERT INTO public.meta VALUES ('app_id', 'wx0123456789abcdef');
INSERT INTO public.meta VALUES ('secret_check', 'v1.wICmZZTl2BLE8F8v.GW0eZNOlSyFLusO7p6bNcM9H5KkbjQ');
INSERT INTO public.signing_keys VALUES ('B6abx0ELB06UeuiZJRzVKeiHn3AQBQ_3T5LAdlrl38I', 1, '{"kty":"EC","x":"hunRJLJ4Th7WheYuCzLaAVpAayZsWrhniNV0RDuHpBs","y":"gaaDFXe_hlvYC4vu_aUTZsYvNB2A5Bq1YYLtilfnVv0","crv":"P-256","kid":"B6abx0ELB06UeuiZJRzVKeiHn3AQBQ_3T5LAdlrl38I","alg":"ES256","use":"sig"}', 'v1.B-5oxeOVjqAN8tsD.OhkonrvEBOBJ_FXUNWtAPMYWM54bUB0CMg_yrOeKh2M3KvBGk80O0YwTgG3-rrp7KpmMaeCpprbvA3mLILwz8b7zfe9Gw3aI1aeG6La2xEgQ1AqJp_8cNu3kMGJoQa9roZDaJTAPkuFpIcgqUHsfSr-81HliAZOmVcr6zsNdQV3X6rpDV01WicthiWoBIRvM4XA0dn9UZqunr1WZreIuZfYk-Ln2yEbCp4RNIlvpt5vbmTe6cuw7CQnxTAzxiQq_', 1795964941848, 1795964941848);
ALTER TABLE ONLY public.avatar_removals
    ADD CONSTRAINT avatar_removals_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.hourly_counts
    ADD CONSTRAINT hourly_counts_pkey PRIMARY KEY (hour, name);
ALTER TABLE ONLY public.identities
    ADD CONSTRAINT identities_pkey PRIMARY KEY (provider, app_id, subject);
ALTER TABLE ONLY public.known_browsers
    ADD CONSTRAINT known_browsers_pkey PRIMARY KEY (browser_hash, user_id);
ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.security_events
    ADD CONSTRAINT security_events_once UNIQUE (user_id, kind, subject);
ALTER TABLE ONLY public.security_events
    ADD CONSTRAINT security_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (sid);
ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_generation_key UNIQUE (generation);
ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (kid);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook_outbox
    ADD CONSTRAINT webhook_outbox_pkey PRIMARY KEY (id);
CREATE INDEX avatar_removals_due_at ON public.avatar_removals USING btree (due_at);
CREATE UNIQUE INDEX identities_account_unionid ON public.identities USING btree (provider, app_id, unionid);
CREATE INDEX identities_unionid ON public.identities USING btree (unionid);
CREATE INDEX identities_user_id ON public.identities USING btree (user_id);
CREATE INDEX known_browsers_last_used_at ON public.known_browsers USING btree (last_used_at);
CREATE INDEX known_browsers_user_id ON public.known_browsers USING btree (user_id);
CREATE INDEX security_events_at ON public.security_events USING btree (at);
CREATE INDEX security_events_user_id_id ON public.security_events USING btree (user_id, id);
CREATE INDEX sessions_expires_at ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_revoked ON public.sessions USING btree (revoked_reason, revoked_at);
CREATE INDEX sessions_user_id ON public.sessions USING btree (user_id);
CREATE INDEX users_created_at ON public.users USING btree (created_at, id);
CREATE INDEX webhook_outbox_next_attempt_at ON public.webhook_outbox USING btree (next_attempt_at);
ALTER TABLE ONLY public.identities
    ADD CONSTRAINT identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.known_browsers
    ADD CONSTRAINT known_browsers_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.security_events
    ADD CONSTRAINT security_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
