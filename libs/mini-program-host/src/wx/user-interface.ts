import { asOptions, textOption, WxFailure } from './wx-call.ts';
import type { NavigationBar } from '../navigation-bar.ts';
import type { Dialogs } from '../view/dialogs.ts';
import type { DialogWords } from './dialog-words.ts';
import type { WxCall } from './wx-call.ts';

/** Milliseconds that a toast stays when the program does not say. */
const TOAST_DURATION = 1500;

/** Toasts, modals, action sheets and the navigation bar. */
export function createUserInterface(
  call: WxCall,
  dialogs: Dialogs,
  navigationBar: NavigationBar,
  words: DialogWords,
): Record<string, (...values: never[]) => unknown> {
  const nothing = (name: string) => (options: unknown) => call(name, options, () => ({}));
  return {
    showToast: (options: unknown) =>
      call('showToast', options, () => {
        const { title, duration } = asOptions(options);
        dialogs.showToast(textOption(title), typeof duration === 'number' ? duration : TOAST_DURATION);
      }),
    hideToast: (options: unknown) => call('hideToast', options, () => dialogs.hideToast()),
    showLoading: (options: unknown) =>
      call('showLoading', options, () => dialogs.showToast(textOption(asOptions(options).title), null)),
    hideLoading: (options: unknown) => call('hideLoading', options, () => dialogs.hideToast()),
    showModal: (options: unknown) =>
      call('showModal', options, () => {
        const given = asOptions(options);
        return dialogs.modal({
          title: textOption(given.title),
          content: textOption(given.content),
          showCancel: given.showCancel !== false,
          confirmText: textOption(given.confirmText) || words.confirm,
          cancelText: textOption(given.cancelText) || words.cancel,
          editable: given.editable === true,
          placeholder: textOption(given.placeholderText),
        });
      }),
    showActionSheet: (options: unknown) =>
      call('showActionSheet', options, async () => {
        const { itemList } = asOptions(options);
        const items = Array.isArray(itemList) ? itemList.map((item) => textOption(item)) : [];
        const tapIndex = await dialogs.actionSheet(items, words.cancel);
        if (tapIndex === null) throw new WxFailure('cancel');
        return { tapIndex };
      }),
    setNavigationBarTitle: (options: unknown) =>
      call('setNavigationBarTitle', options, () =>
        navigationBar.change({ title: textOption(asOptions(options).title) }),
      ),
    setNavigationBarColor: (options: unknown) =>
      call('setNavigationBarColor', options, () => {
        const { frontColor, backgroundColor } = asOptions(options);
        navigationBar.change({
          ...(typeof backgroundColor === 'string' ? { backgroundColor } : {}),
          ...(frontColor === '#ffffff' || frontColor === '#000000'
            ? { textStyle: frontColor === '#ffffff' ? 'white' : 'black' }
            : {}),
        });
      }),
    // Accepted, and without effect here.
    showNavigationBarLoading: nothing('showNavigationBarLoading'),
    hideNavigationBarLoading: nothing('hideNavigationBarLoading'),
    hideHomeButton: nothing('hideHomeButton'),
    setBackgroundColor: nothing('setBackgroundColor'),
    setBackgroundTextStyle: nothing('setBackgroundTextStyle'),
    hideShareMenu: (options: unknown) =>
      call('hideShareMenu', options, () => navigationBar.change({ shareable: false })),
    showShareMenu: (options: unknown) =>
      call('showShareMenu', options, () => navigationBar.change({ shareable: true })),
    pageScrollTo: nothing('pageScrollTo'),
    hideKeyboard: nothing('hideKeyboard'),
    vibrateShort: nothing('vibrateShort'),
    vibrateLong: nothing('vibrateLong'),
  };
}
