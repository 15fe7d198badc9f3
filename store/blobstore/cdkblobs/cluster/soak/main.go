// Command soak checks several cdkserves over one engine while parts of both are killed.
//
//	soak -nodes HOST:PORT,... -serve PROGRAM -stop COMMAND -start COMMAND -svg FILE
//
// It starts three cdkserves over a bucket of the engine, whose nodes it balances, and writes and
// reads through them. After a quarter of the time it kills a node with the command stop, after half
// of it the node comes back with the command start, and after three quarters one cdkserve is
// killed. Each object says which write it is of. What is checked:
//
//   - each write that was acknowledged is there at the end, with its version and all of its bytes;
//   - each read has the whole content of one write, and none that is older than the last that was
//     acknowledged when the read began;
//   - requests fail only while a node is missing, or with the cdkserve that is killed.
//
// The exit status is 1 if one of the first two is not so.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/s3get/s3get/store/blobstore/cdkblobs/internal/engine"
)

// options are the flags.
type options struct {
	nodes, serve, stop, start, svg, bucket, query string
	duration                                      time.Duration
	writers, readers                              int
}

func main() {
	var o options
	flag.StringVar(&o.nodes, "nodes", "", "`addresses` of the engine's nodes, with commas between them")
	flag.StringVar(&o.serve, "serve", "", "the `program` cdkserve")
	flag.StringVar(&o.stop, "stop", "", "shell `command` that kills a node")
	flag.StringVar(&o.start, "start", "", "shell `command` that starts it again")
	flag.StringVar(&o.svg, "svg", "", "`file` for the plot of latencies")
	flag.StringVar(&o.bucket, "bucket", "soak", "`name` of the engine's bucket")
	flag.StringVar(&o.query, "query", "", "more `parameters` of its URL, such as &request_checksum_calculation=when_required")
	flag.DurationVar(&o.duration, "for", 2*time.Minute, "how long to write and read")
	flag.IntVar(&o.writers, "writers", 4, "`number` of writers")
	flag.IntVar(&o.readers, "readers", 4, "`number` of readers")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, &o); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// run is the program.
func run(ctx context.Context, o *options) (err error) {
	balancer, err := engine.Balance(strings.Split(o.nodes, ","))
	if err != nil {
		return err
	}
	defer balancer.Close()
	url := "s3://" + o.bucket + "?endpoint=http://" + balancer.Addr() + "&use_path_style=true&region=us-east-1&response_checksum_validation=when_required" + o.query
	begin, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	b, err := engine.Open(begin, url, o.bucket)
	if err != nil {
		return err
	}
	if err := b.Close(); err != nil {
		return err
	}
	c, err := startCluster(ctx, o.serve, url, 3)
	if err != nil {
		return err
	}
	defer c.close()
	l := newLoad(c, o)
	if err := l.prepare(ctx); err != nil {
		return err
	}
	l.began = time.Now()
	events := make(chan error, 1)
	go func() { events <- l.events(ctx, o, c) }()
	l.run(ctx)
	if err := <-events; err != nil {
		return err
	}
	lost := l.verify(ctx)
	l.report(os.Stdout)
	if err := l.plot(o.svg); err != nil {
		return err
	}
	return errors.Join(lost...)
}

// events kills and starts what is to be.
func (l *load) events(ctx context.Context, o *options, c *cluster) error {
	steps := []struct {
		after float64
		name  string
		do    func() error
	}{
		{0.25, "node killed", func() error { return shell(ctx, o.stop) }},
		{0.5, "node started", func() error { return shell(ctx, o.start) }},
		{0.75, "handler killed", c.kill},
	}
	for _, s := range steps {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Until(l.began.Add(time.Duration(s.after * float64(o.duration))))):
		}
		l.mark(s.name)
		if err := s.do(); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// shell runs a command. It may leave a process behind.
func shell(ctx context.Context, command string) error {
	cmd := exec.CommandContext(ctx, "bash", "-c", command)
	cmd.Stderr = os.Stderr
	return cmd.Run()
}
