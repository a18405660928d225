CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);
CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.meta (
    key text NOT NULL,
    value text NOT NULL
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
    revoked_reason text
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
    avatar_url text,
    blocked integer DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    last_login_at bigint NOT NULL
);
INSERT INTO public.kysely_migration VALUES ('0001-first-tables', '2026-11-20T09:20:42.243Z');
INSERT INTO public.kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO public.meta VALUES ('app_id', 'wx0123456789abcdef');
INSERT INTO public.meta VALUES ('secret_check', 'v1.ECaQIR-SxuykM8g7.7THgzNqB2H6igmTSV92ZpmI6g46z1A');
INSERT INTO public.signing_keys VALUES ('bSAfBlh3Cboeex88jSGREw0Fkq5sXZzip9vvRm0dwGc', 1, '{"kty":"EC","x":"EhqoANo5tQBRYna1u9ZPAtGx-NMyPvVVJzpWkqaCkYA","y":"L1g57LLoCjNZwfAjuBYhRAS24xis1AZI2TTYkermcRU","crv":"P-256","kid":"bSAfBlh3Cboeex88jSGREw0Fkq5sXZzip9vvRm0dwGc","alg":"ES256","use":"sig"}', 'v1.NS9defeA2AfAmq5F.dCZkKn6UZivuz6OZvwRChojkHePB9Owq0MYYY1Mdjw81CI_hAYUT3KtBBDum7cQQseA_FWvQgL1uCfqL8ouGEdjlqMPs9N_sYzEQGxlfxx47cYeQcYkgCpFcC5Z719drpcnx-y10LWrE6noFD84wF0M5T1r0Qma_I_Jr2i6A79S-KHUDYMs87izPtoySsib65aEYiLLBXhMy73YSMZBAT2ricZ7SeZsZuFap9n6xr9doXxsn8Ok8R0Ip-b1aLbc6', 1795166442304, 1795166442304);
ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
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
CREATE INDEX sessions_expires_at ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_user_id ON public.sessions USING btree (user_id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
