package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestIdentify(t *testing.T) {
	const bsd = "Redistribution and use in source and\n\tbinary forms, with or without"
	tests := []struct{ text, want string }{
		{"   Apache License\n  Version 2.0, January 2004\n", "Apache-2.0"},
		{"Mozilla Public License Version 2.0", "MPL-2.0"},
		{bsd, "BSD-2-Clause"},
		{bsd + " may be used to endorse or promote products", "BSD-3-Clause"},
		{"Permission is hereby granted, free of charge,\nto any person obtaining a copy", "MIT"},
		{"All rights reserved.", ""},
		{"Apache License, Version 1.1", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := identify(tt.text); got != tt.want {
			t.Errorf("identify(%.40q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestUnknownLicense checks that a licence that is missing or not recognized is an error.
func TestUnknownLicense(t *testing.T) {
	m := &module{Path: "example.org/m", Dir: t.TempDir()}
	if _, err := m.license(); err == nil || !strings.Contains(err.Error(), "no licence file") {
		t.Errorf("license() without a file = %v, want an error", err)
	}
	if err := os.WriteFile(filepath.Join(m.Dir, "LICENSE.txt"), []byte("Ask first."), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := m.license(); err == nil || !strings.Contains(err.Error(), "LICENSE.txt is not recognized") {
		t.Errorf("license() of another text = %v, want an error", err)
	}
}

// TestRun writes the page of a module without requirements and compares it.
func TestRun(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.org/m\n\ngo 1.25\n", "m.go": "package m\n", "docs/a": ""} {
		path := filepath.Join(root, name)
		os.MkdirAll(filepath.Dir(path), 0o777)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := run(root, false); err == nil {
		t.Error("run without a page = nil, want an error")
	}
	if err := run(root, true); err != nil {
		t.Fatal(err)
	}
	if err := run(root, false); err != nil {
		t.Errorf("run after writing = %v, want nil", err)
	}
	if err := run(t.TempDir(), false); err == nil || !strings.Contains(err.Error(), "go list") {
		t.Errorf("run without a module = %v, want what go list says", err)
	}
}
