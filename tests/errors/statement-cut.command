match statement-cut/a.ofx
