// Site writes the playground into a folder, as files that any server of files can serve.
//
//	go run ./internal/playground/cmd/site -o DIR
//	go run ./internal/playground/cmd/site -size
//
// With -size it prints what the engine is made of instead.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/s3get/s3get/internal/playground/site"
)

func main() {
	err := run(os.Args[1:])
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return
	}
	fmt.Fprintln(os.Stderr, "site:", err)
	os.Exit(1)
}

// run writes the site of the repository in the current folder.
func run(args []string) error {
	flags := flag.NewFlagSet("site", flag.ContinueOnError)
	dir := flags.String("o", "", "the folder that the site is written into")
	size := flags.Bool("size", false, "print what the engine is made of")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *size {
		c, err := site.Compose(context.Background(), ".")
		if err == nil {
			fmt.Print(c.Table())
		}
		return err
	}
	if *dir == "" {
		return errors.New("-o is missing: the folder that the site is written into")
	}
	return site.Write(context.Background(), ".", *dir)
}
