package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/getobjecttest"
)

// TestNote: a note is one line that is the same for the same answer.
func TestNote(t *testing.T) {
	names := map[string]string{"b": "conform-0123456789ab"}
	first := &getobjecttest.Mismatch{Vector: "a/b", What: "error BucketName", Got: `["conform-0123456789ab"]`, Want: `"b"`}
	second := &getobjecttest.Mismatch{Vector: "a/b", What: "status", Got: "404", Want: "200"}
	tests := []struct {
		err  error
		want string
	}{
		{nil, ""},
		{errors.Join(first, second), `error BucketName = ["b"], want "b"`},
		{errors.New("EOF\nat 127.0.0.1:9201"), "EOF"},
		{errors.New("id 0123456789ABCDEF from 127.0.0.1:9201"), "id … from …"},
		{errors.New("hosts " + strings.Repeat("Ab/+", 20) + "="), "hosts …"},
		{errors.New(strings.Repeat("é", 200)), strings.Repeat("é", 78) + "…"},
	}
	for _, tt := range tests {
		if got := noteOf(tt.err, names); got != tt.want {
			t.Errorf("noteOf(%v) = %q, want %q", tt.err, got, tt.want)
		}
	}
	for body, want := range map[string]string{
		"<Error><Code>NoSuchKey</Code></Error>":                                                         "NoSuchKey",
		`<?xml version="1.0"?>` + "\n" + `<Error xmlns="x"><Code>AccessDenied</Code><Message/></Error>`: "AccessDenied",
		"<Other><Code>no</Code></Other>":                                                                "", "hello": "",
	} {
		if got := codeOf([]byte(body)); got != want {
			t.Errorf("codeOf(%q) = %q, want %q", body, got, want)
		}
	}
}
