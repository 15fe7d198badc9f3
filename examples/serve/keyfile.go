package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

// keyFile is the file of credentials in the folder of a store.
const keyFile = "serve.key"

// keyFileHead explains the file to who reads it.
const keyFileHead = `# The access keys and secrets of the owner of this store, a pair a line. The first one was made
# when the store was. Lines may be added and removed while serve does not run.
`

// A keyPair is an access key and its secret.
type keyPair struct{ accessKey, secretKey string }

// newPair returns a random pair in AWS's form.
func newPair() keyPair {
	var secret [30]byte
	rand.Read(secret[:])
	return keyPair{"AKIA" + rand.Text()[:16], base64.StdEncoding.EncodeToString(secret[:])}
}

// readKeys returns the pairs in the key file of a folder, which gets a pair if there is no file.
func readKeys(dir string, log *slog.Logger) ([]keyPair, error) {
	path := filepath.Join(dir, keyFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKeys(dir, path); err != nil {
			return nil, fmt.Errorf("cannot make a key file: %w", err)
		}
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
		log.Warn("others than its owner may use the key file: chmod 600", "file", path, "mode", info.Mode())
	}
	pairs, err := parseKeys(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return pairs, nil
}

// makeKeys makes a key file, unless another process does. It has its name when it is whole and on
// the disk.
func makeKeys(dir, path string) error {
	f, err := os.CreateTemp(dir, keyFile+".*") // with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	p := newPair()
	_, err = fmt.Fprintf(f, "%s%s %s\n", keyFileHead, p.accessKey, p.secretKey)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && runtime.GOOS != "windows" {
		return err
	}
	return nil
}

// parseKeys reads a key file.
func parseKeys(text []byte) (pairs []keyPair, err error) {
	accessKey := regexp.MustCompile(`^\w{3,128}$`)
	seen := make(map[string]bool)
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		words := strings.Fields(lines.Text())
		switch {
		case len(words) == 0 || strings.HasPrefix(words[0], "#"):
			continue
		case len(words) != 2 || !accessKey.MatchString(words[0]):
			return nil, fmt.Errorf("line %d is not an access key, a space and its secret", n)
		case seen[words[0]]:
			return nil, fmt.Errorf("line %d has the access key of a line before", n)
		}
		seen[words[0]] = true
		pairs = append(pairs, keyPair{words[0], words[1]})
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(pairs) == 0 {
		return nil, errors.New("it has no access key; remove it to have one made")
	}
	return pairs, nil
}
