package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// credentials are whose requests are sent. The values are in a closure, since package fmt prints
// fields.
type credentials struct {
	reveal func() (accessKey, secretKey, token string)
}

func newCredentials(accessKey, secretKey, token string) credentials {
	return credentials{func() (string, string, string) { return accessKey, secretKey, token }}
}

// shortest is how long credentials of AWS are at least. What is shorter is a test's, and a word.
const shortest = 16

// hide replaces what a text has of the credentials.
func (c credentials) hide(text string) string {
	accessKey, secretKey, token := c.reveal()
	var pairs []string
	for value, instead := range map[string]string{secretKey: "(secret)", token: "(token)", accessKey: ownerKey} {
		if len(value) >= shortest {
			pairs = append(pairs, value, instead)
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// readCredentials reads those of the environment, or else of the shared credentials file.
func readCredentials(env func(string) string) (credentials, error) {
	if env("AWS_ACCESS_KEY_ID") != "" && env("AWS_SECRET_ACCESS_KEY") != "" {
		return newCredentials(env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY"), env("AWS_SESSION_TOKEN")), nil
	}
	name := env("AWS_SHARED_CREDENTIALS_FILE")
	if name == "" {
		name = filepath.Join(env("HOME"), ".aws", "credentials")
	}
	profile := env("AWS_PROFILE")
	if profile == "" {
		profile = "default"
	}
	f, err := os.Open(name)
	if err != nil {
		return credentials{}, errors.Join(errors.New("no credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"), err)
	}
	defer f.Close()
	values, inside := map[string]string{}, false
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		name, value, ok := strings.Cut(line, "=")
		switch {
		case strings.HasPrefix(line, "["):
			inside = strings.TrimSpace(strings.Trim(line, "[]")) == profile
		case inside && ok && !strings.HasPrefix(line, "#"):
			values[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	if err := lines.Err(); err != nil {
		return credentials{}, err
	}
	if values["aws_access_key_id"] == "" || values["aws_secret_access_key"] == "" {
		return credentials{}, fmt.Errorf("%s has no access key of the profile %q", name, profile)
	}
	return newCredentials(values["aws_access_key_id"], values["aws_secret_access_key"], values["aws_session_token"]), nil
}
