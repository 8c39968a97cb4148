// React ships no types, and this page uses two functions of it. Delete this file when
// `@types/react` and `@types/react-dom` are installed: they are better, and it would hide them.
declare module 'react';
declare module 'react/jsx-runtime';
declare module 'react-dom/client';
