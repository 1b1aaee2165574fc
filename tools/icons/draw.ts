import type { IconImage } from './icon-set.ts';

/** The app icon's tile is 100 units away from each edge of its 1024. */
const APP_MARGIN = 100;
const APP_SIZE = 1024;

/** Units of a tray source, and how much of the tile its drawing fills. */
const GLYPH_SIZE = 16;
const GLYPH_SHARE = 0.84;

/** The tile of tray icons: blue as the window's accent, a little darker so that white reads better. */
const TILE = '#3051cc';

/** The page in which Chromium draws an image: nothing but the svg, over nothing. */
export function iconPage({ treatment, pixels }: IconImage, source: string): string {
  const svg = treat(treatment, source);
  return `<!doctype html><style>*{margin:0}svg{display:block;width:${pixels}px;height:${pixels}px}</style>${svg}`;
}

function treat(treatment: IconImage['treatment'], source: string): string {
  switch (treatment) {
    case 'app':
    case 'template':
      return source;
    case 'app-without-margin': {
      const inner = APP_SIZE - 2 * APP_MARGIN;
      return source.replace(
        `viewBox="0 0 ${APP_SIZE} ${APP_SIZE}"`,
        `viewBox="${APP_MARGIN} ${APP_MARGIN} ${inner} ${inner}"`,
      );
    }
    case 'tile':
      return tile(source);
  }
}

function tile(source: string): string {
  const drawing = source.slice(source.indexOf('>') + 1, source.lastIndexOf('</svg>'));
  const shift = (GLYPH_SIZE * (1 - GLYPH_SHARE)) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${GLYPH_SIZE} ${GLYPH_SIZE}">`,
    `<rect width="${GLYPH_SIZE}" height="${GLYPH_SIZE}" rx="3.5" fill="${TILE}"/>`,
    `<g fill="#fff" transform="translate(${shift} ${shift}) scale(${GLYPH_SHARE})">`,
    drawing.replaceAll('#000', '#fff'),
    '</g></svg>',
  ].join('');
}
