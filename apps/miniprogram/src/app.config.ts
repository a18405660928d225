export default defineAppConfig({
  // The first page is the one opened from the list of recent programs.
  pages: [
    'pages/home/index',
    'pages/login/index',
    'pages/about/index',
    'pages/audit-log/index',
    ...(WITH_PROFILE_PAGE ? ['pages/profile/index'] : []),
    'pages/delete-account/index',
  ],
  window: {
    navigationBarTitleText: '',
    navigationBarBackgroundColor: '@paper',
    navigationBarTextStyle: '@barText',
    backgroundColor: '@paper',
    backgroundColorTop: '@paper',
    backgroundColorBottom: '@paper',
    backgroundTextStyle: '@pullText',
  },
  darkmode: true,
  themeLocation: 'theme.json',
  sitemapLocation: 'sitemap.json',
  lazyCodeLoading: 'requiredComponents',
});
