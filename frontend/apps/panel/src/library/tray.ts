/** What can be chosen from over the compose area. */
export type TrayKind = 'answers' | 'links' | 'offers' | 'emoji';
export const trayKinds: readonly TrayKind[] = ['answers', 'links', 'offers', 'emoji'];
