import { describe } from 'vitest';
import { closingTests } from './closing';
import { deskTests } from './desk';
import { draftTests } from './drafts';
import { filesTests } from './files';
import { inChromium } from './inChromium';
import { libraryTests } from './library';
import { lifecycleTests } from './lifecycle';
import { richTests } from './rich';
import { shiftTests } from './shift';
import { switcherTests } from './switcher';
import { threadTests } from './thread';
import { translationTests } from './translation';
import { writingTests } from './writing';

inChromium('the panel', 'panel', (open) => {
  describe('at work', () => deskTests(open));
  describe('the key that leads everywhere', () => switcherTests(open));
  describe('a conversation’s life', () => lifecycleTests(open));
  describe('ready-made', () => libraryTests(open));
  describe('closing', () => closingTests(open));
  describe('the end of a shift', () => shiftTests(open));
  describe('files', () => filesTests(open));
  describe('the thread', () => threadTests(open));
  describe('writing', () => writingTests(open));
  describe('what has not left', () => draftTests(open));
  describe('cards', () => richTests(open));
  describe('two languages', () => translationTests(open));
});
