const { contextBridge, ipcRenderer } = require('electron');

let fsError = '';
try {
  require('node:fs');
} catch (error) {
  fsError = error.message;
}

contextBridge.exposeInMainWorld('proof', {
  invoke: (channel, ...values) => ipcRenderer.invoke(channel, ...values),
  onSaid(listener) {
    const forward = (_event, value) => listener(value);
    ipcRenderer.on('said', forward);
    return () => {
      ipcRenderer.off('said', forward);
    };
  },
  fsError,
  nested: { when: new Date(0), list: [1, { deep: true }] },
});
