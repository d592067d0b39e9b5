check /proc/self/mem
