const preload = {};
preload.missing();
