"""The measures, one file each: every module here exports one MEASURE."""
