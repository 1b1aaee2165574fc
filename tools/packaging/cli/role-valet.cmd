@echo off
rem Runs Role Valet's command line on the machine's Node: the app's own binary may not act as one.
where /q node
if errorlevel 1 (
  echo role-valet: needs Node 22.22 or 24.15 and later, and there is none on the PATH. Install it and run this again. 1>&2
  exit /b 1
)
node "%~dp0cli.js" %*
