import { afterAll, beforeAll, describe } from 'vitest';
import { chrome, type Gallery, openGallery } from './browser';

/** Tests of the panel in one browser, which they share. */
export function inChromium(what: string, name: string, tests: (gallery: () => Gallery) => void): void {
  describe.skipIf(!chrome)(
    `${what} in Chromium${chrome ? '' : ' (skipped: there is none here)'}`,
    { timeout: 60_000 },
    () => {
      let gallery: Gallery | undefined;
      beforeAll(async () => {
        gallery = await openGallery(name);
      }, 120_000);
      afterAll(async () => {
        await gallery?.stop();
      });
      tests(() => {
        if (!gallery) throw new Error('the gallery is not open');
        return gallery;
      });
    },
  );
}
