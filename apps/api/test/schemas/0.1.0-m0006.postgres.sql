CREATE TABLE public.avatar_removals (
    name text NOT NULL,
    due_at bigint NOT NULL
);
CREATE TABLE public.hourly_counts (
    hour bigint NOT NULL,
    name text NOT NULL,
    count bigint NOT NULL
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
    app_id text NOT NULL,
    openid text NOT NULL,
    unionid text,
    session_key_sealed text NOT NULL,
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
INSERT INTO public.kysely_migration VALUES ('0001-first-tables', '2026-11-29T13:54:08.703Z');
INSERT INTO public.kysely_migration VALUES ('0002-avatars-and-trail', '2026-11-29T13:54:08.753Z');
INSERT INTO public.kysely_migration VALUES ('0003-webhook-outbox', '2026-11-29T13:54:08.780Z');
INSERT INTO public.kysely_migration VALUES ('0004-owner-view', '2026-11-29T13:54:08.852Z');
INSERT INTO public.kysely_migration VALUES ('0005-known-browsers', '2026-11-29T13:54:09.053Z');
INSERT INTO public.kysely_migration VALUES ('0006-kept-sessions', '2026-11-29T13:54:09.065Z');
INSERT INTO public.kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO public.meta VALUES ('tables', '["meta","users","sessions","avatar_removals","security_events","signing_keys","webhook_outbox","leases","hourly_counts","known_browsers","kysely_migration","kysely_migration_lock"]');
INSERT INTO public.meta VALUES ('app_id', 'wx0123456789abcdef');
INSERT INTO public.meta VALUES ('secret_check', 'v1.6RJa6KSz1fh5KHB5.oXLZCT8akfDZipK-LZV4zfrBOxSiNg');
INSERT INTO public.signing_keys VALUES ('xdOyLgvQMgBz6immi0hG6d08sNCP_G9LDnCNBukDBzg', 1, '{"kty":"EC","x":"UbNgMK7wOtcbxGv6fwNQoUe_FGWYZgsOHQFpVp7wUMU","y":"Os4Gm7CWQpDl7dwnEHRh_CBOJ75sv3fxH7L7mUCEPxE","crv":"P-256","kid":"xdOyLgvQMgBz6immi0hG6d08sNCP_G9LDnCNBukDBzg","alg":"ES256","use":"sig"}', 'v1.kOU6RW6PHPVQMEoa.idTU0OFcl_O5fkhLzxZtA6IQElueCzvVP-XyJa-99AQb9kU9R3hzbfoQ4shSR4Tkd0MJS6zFYYH0Se3Nc-84Y5tkSmh95krV0kzLIwGRmJ8sB3Xx-PX-uM1wJ42VAmLIyKQGKvai0-6P4PaThWbJZNutS0CRDtF_FKEBOe6SS-TZKAgc7SXpD2r8NISUNCLMxfu7SL71zwCSvNLTZliomnYDrRvQFpidwP0xJmbKHTDiTxlButdDiS-YdIk06dUZ', 1795960449367, 1795960449367);
ALTER TABLE ONLY public.avatar_removals
    ADD CONSTRAINT avatar_removals_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.hourly_counts
    ADD CONSTRAINT hourly_counts_pkey PRIMARY KEY (hour, name);
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
    ADD CONSTRAINT users_app_id_openid UNIQUE (app_id, openid);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook_outbox
    ADD CONSTRAINT webhook_outbox_pkey PRIMARY KEY (id);
CREATE INDEX avatar_removals_due_at ON public.avatar_removals USING btree (due_at);
CREATE INDEX known_browsers_last_used_at ON public.known_browsers USING btree (last_used_at);
CREATE INDEX known_browsers_user_id ON public.known_browsers USING btree (user_id);
CREATE INDEX security_events_at ON public.security_events USING btree (at);
CREATE INDEX security_events_user_id_id ON public.security_events USING btree (user_id, id);
CREATE INDEX sessions_expires_at ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_revoked ON public.sessions USING btree (revoked_reason, revoked_at);
CREATE INDEX sessions_user_id ON public.sessions USING btree (user_id);
CREATE INDEX users_created_at ON public.users USING btree (created_at, id);
CREATE INDEX webhook_outbox_next_attempt_at ON public.webhook_outbox USING btree (next_attempt_at);
ALTER TABLE ONLY public.known_browsers
    ADD CONSTRAINT known_browsers_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.security_events
    ADD CONSTRAINT security_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
