estimate file-not-written.toml --out /dev/null/report --quiet
