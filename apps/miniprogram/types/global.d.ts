/// <reference types="@tarojs/taro" />

/** Origin of the API that this program was built for, such as `https://login.example.com`. Set by scripts/build.mjs. */
declare const API_BASE: string;

/** What the site calls itself; the host of API_BASE when nothing was said. */
declare const SITE_NAME: string;

/** Whether the program has the page where people set a nickname and a picture. */
declare const WITH_PROFILE_PAGE: boolean;

declare module '*.css';
