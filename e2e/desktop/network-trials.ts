/// <reference lib="dom" />
import { TRUSTED, type Trial } from './policy-trials.ts';

/** Ways to get something in, or to send something out. */
export const NETWORK_TRIALS: readonly Trial[] = [
  {
    name: 'an image from elsewhere',
    by: 'img-src',
    act: () => {
      new Image().src = 'https://example.com/pixel.png';
    },
  },
  {
    name: 'an image within the page',
    by: 'img-src',
    act: () => {
      new Image().src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
    },
  },
  {
    name: 'a font from elsewhere',
    by: 'font-src',
    act: () => new FontFace('Away', 'url(https://example.com/font.woff2)').load(),
  },
  {
    name: 'a film from elsewhere',
    by: 'media-src',
    act: () => {
      document.createElement('video').src = 'https://example.com/film.mp4';
    },
  },
  {
    name: 'an embedded object from elsewhere',
    by: TRUSTED,
    act: () => {
      const object = document.createElement('object');
      object.data = 'https://example.com/object';
      document.body.append(object);
    },
  },
  {
    name: 'a manifest from elsewhere',
    by: 'manifest-src',
    act: () => {
      const link = document.createElement('link');
      link.rel = 'manifest';
      link.href = 'https://example.com/manifest.json';
      document.head.append(link);
    },
  },
  {
    name: 'a frame of another page',
    by: 'frame-src',
    act: () => {
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
    },
  },
  {
    name: 'a frame of the app’s own page',
    by: 'frame-src',
    act: () => {
      const frame = document.createElement('iframe');
      frame.src = '/index.html';
      document.body.append(frame);
    },
  },
  {
    name: 'fetch',
    by: 'connect-src',
    act: () => fetch('https://example.com/data'),
  },
  {
    name: 'fetch of a file of the app’s own',
    by: 'connect-src',
    act: () => fetch('/index.html'),
  },
  {
    name: 'XMLHttpRequest',
    by: 'connect-src',
    act: () => {
      const request = new XMLHttpRequest();
      request.open('POST', 'https://example.com/data');
      request.send('text');
    },
  },
  {
    name: 'a web socket',
    by: 'connect-src',
    act: () => new WebSocket('wss://example.com/socket'),
  },
  {
    name: 'an event source',
    by: 'connect-src',
    act: () => new EventSource('https://example.com/events'),
  },
  {
    name: 'a beacon',
    by: 'connect-src',
    act: () => navigator.sendBeacon('https://example.com/beacon', 'text'),
  },
  {
    name: 'a form that goes elsewhere',
    by: 'form-action',
    act: () => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = 'https://example.com/form';
      document.body.append(form);
      form.requestSubmit();
    },
  },
  {
    name: 'a form that goes to the app itself',
    by: 'form-action',
    act: () => {
      const form = document.createElement('form');
      form.action = '/index.html';
      document.body.append(form);
      form.submit();
    },
  },
];
