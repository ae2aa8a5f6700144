package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
)

//go:embed page
var files embed.FS

func main() {
	page, err := fs.Sub(files, "page")
	if err == nil {
		// The desktop's size and its way to draw.
		err = wails.Run(&options.App{
			Title: "Empty", Width: 1280, Height: 720, MinWidth: 880, MinHeight: 560,
			AssetServer:        &assetserver.Options{Assets: page},
			LogLevelProduction: logger.ERROR,
			Linux:              &linux.Options{ProgramName: "emptywindow", WebviewGpuPolicy: linux.WebviewGpuPolicyOnDemand},
		})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
