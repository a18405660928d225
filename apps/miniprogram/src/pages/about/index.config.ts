export default definePageConfig({ navigationBarTitleText: '说明与隐私' });
