// VitePress' own theme without its web font, in Maqiao's colours and type.
import theme from 'vitepress/theme-without-fonts';
import './style.css';

export default theme;
