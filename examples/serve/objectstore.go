package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/endpoints"
	"github.com/s3get/s3get/getobject/iam"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
)

// objectsDir is the folder of the objects, beside the key file.
const objectsDir = "objects"

// newObjectStore serves a store that is kept in a folder, which is made if it is missing, to its
// owner and to those whom its policies allow.
func newObjectStore(ctx context.Context, dir string, log *slog.Logger) (*backend, error) {
	b, err := openObjectStore(ctx, dir, log)
	if err != nil {
		return nil, fmt.Errorf("-store %s: %w", dir, err)
	}
	return b, nil
}

func openObjectStore(ctx context.Context, dir string, log *slog.Logger) (*backend, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := checkStoreFolder(dir); err != nil {
		return nil, err
	}
	pairs, err := readKeys(dir, log)
	if err != nil {
		return nil, err
	}
	files, err := folder.Open(filepath.Join(dir, objectsDir))
	if err != nil {
		return nil, err
	}
	hooks := blobstore.Hooks{Damage: func(file string, err error) { log.Error("a file is damaged", "file", file, "err", err) }}
	objects, err := blobstore.New(ctx, files, blobstore.Options{Hooks: hooks})
	if err != nil {
		return nil, errors.Join(err, files.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	var sweeping sync.WaitGroup
	sweeping.Go(func() { (&sweeper{objects, files, log}).run(ctx) })
	return &backend{
		handler: &endpoints.Handler{Objects: verifiedHandler(objects, pairs)},
		banner:  func(w io.Writer, ls *listeners) { writeEnvironment(w, reachable(ls.plain), pairs[0]) },
		close: func() error {
			cancel()
			sweeping.Wait()
			return files.Close()
		},
	}, nil
}

// checkStoreFolder refuses a folder that is used for something else.
func checkStoreFolder(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, keyFile)); err == nil {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case name == "format":
			return fmt.Errorf("it has the files of a store itself; move all of them into a folder %s in it", objectsDir)
		case name == objectsDir, name == "lost+found", strings.HasPrefix(name, keyFile):
		default:
			return fmt.Errorf("it has %q, and no %s: a store needs a folder of its own", name, keyFile)
		}
	}
	return nil
}

// verifiedHandler serves objects to the owner, who has the pairs, and to those whom policies allow.
func verifiedHandler(objects *blobstore.Store, pairs []keyPair) *getobject.Handler {
	known := make(sigv4.Static, len(pairs))
	for _, p := range pairs {
		known[p.accessKey] = sigv4.Credential{
			SecretKey: sigv4.NewSecretKey(p.secretKey),
			Identity:  getobject.Identity{AccessKey: p.accessKey, Account: ownerAccount, ARN: ownerARN},
		}
	}
	sessions := &s3express.Sessions{Others: known}
	h := &getobject.Handler{
		Store: objects, Server: "AmazonS3",
		Authenticator: &sigv4.Authenticator{Credentials: sessions},
		Authorizer:    &ownerAuthorizer{iam.Authorizer{Source: iam.Stored{Store: objects}}},
	}
	h.Next = &s3express.Handler{Read: h, Sessions: sessions, Next: &s3write.Handler{Read: h, Store: objects}}
	return h
}
