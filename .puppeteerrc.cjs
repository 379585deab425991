// The browser comes from an installed Chrome/Chromium or from npm (engines/chromium.ts); nothing is fetched in a postinstall.
module.exports = { skipDownload: true }
