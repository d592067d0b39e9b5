match statement-entry-corrected/a.ofx
