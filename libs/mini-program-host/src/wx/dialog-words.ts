/** The client's own words in dialogs, where a program gives none. */
export interface DialogWords {
  confirm: string;
  cancel: string;
  agree: string;
  refuse: string;
  privacyContract: string;
  privacyQuestion: string;
}

export const DIALOG_WORDS: Record<'zh_CN' | 'en', DialogWords> = {
  zh_CN: {
    confirm: '确定',
    cancel: '取消',
    agree: '同意',
    refuse: '拒绝',
    privacyContract: '小程序隐私保护指引',
    privacyQuestion: '使用这个小程序前，请阅读并同意它的隐私保护指引。',
  },
  en: {
    confirm: 'OK',
    cancel: 'Cancel',
    agree: 'Agree',
    refuse: 'Decline',
    privacyContract: 'Privacy guide',
    privacyQuestion: 'Please read this mini program’s privacy guide and agree to it before you go on.',
  },
};
