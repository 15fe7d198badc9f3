package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// A cluster is some processes of cdkserve over one bucket.
type cluster struct {
	folder   string // of the keys
	handlers []*handler
}

// A handler is one of the processes.
type handler struct {
	process *exec.Cmd
	client  *s3.Client
	dead    atomic.Bool
}

// startCluster starts n processes.
func startCluster(ctx context.Context, program, url string, n int) (*cluster, error) {
	folder, err := os.MkdirTemp("", "soak")
	if err != nil {
		return nil, err
	}
	c := &cluster{folder: folder}
	secret := rand.Text()
	keys := filepath.Join(folder, "keys")
	if err := os.WriteFile(keys, []byte("soak "+secret+"\n"), 0o600); err != nil {
		return nil, err
	}
	for range n {
		h, err := startHandler(ctx, program, url, keys, secret)
		if err != nil {
			c.close()
			return nil, err
		}
		c.handlers = append(c.handlers, h)
	}
	return c, nil
}

func startHandler(ctx context.Context, program, url, keys, secret string) (*handler, error) {
	cmd := exec.CommandContext(ctx, program, "-store", url, "-keys", keys, "-addr", "127.0.0.1:0")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	at, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		return nil, errors.Join(fmt.Errorf("cdkserve prints %q: %v", line, err), cmd.Process.Kill(), cmd.Wait())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	client := s3.New(s3.Options{
		BaseEndpoint: &at, Region: "us-east-1", UsePathStyle: true, Retryer: aws.NopRetryer{},
		Credentials:                credentials.NewStaticCredentialsProvider("soak", secret, ""),
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	})
	return &handler{process: cmd, client: client}, nil
}

// kill kills the last process.
func (c *cluster) kill() error {
	h := c.handlers[len(c.handlers)-1]
	h.dead.Store(true)
	return h.process.Process.Kill()
}

// close ends all processes.
func (c *cluster) close() {
	for _, h := range c.handlers {
		_ = h.process.Process.Kill()
		_ = h.process.Wait()
	}
	_ = os.RemoveAll(c.folder)
}

// pick returns a process that is alive, by turns.
func (c *cluster) pick(i int) *handler {
	for {
		if h := c.handlers[i%len(c.handlers)]; !h.dead.Load() {
			return h
		}
		i++
	}
}
